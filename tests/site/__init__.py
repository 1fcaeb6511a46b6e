"""Named as the package that it tests."""  # noqa: A005
