"""Words of the Hugging Face Hub: tasks, relations between models, settings.

Sources: the Hub's list of tasks and its model card metadata specification.
"""

from __future__ import annotations

RELATIONS = {
    "finetune": "fine-tuned",
    "finetuned": "fine-tuned",
    "fine-tune": "fine-tuned",
    "adapter": "adapter",
    "quantized": "quantised",
    "merge": "merged",
}
"""Words for how a model comes from its base model, and ours."""
QUANTISED = frozenset({"gguf", "gptq", "awq", "exl2", "bitsandbytes", "quantized", "4-bit"})
"""Tags of quantised models."""

TASKS = {
    "automatic-speech-recognition": ("audio", "text"),
    "audio-to-audio": ("audio", "audio"),
    "audio-classification": ("audio", ""),
    "depth-estimation": ("image", "image"),
    "document-question-answering": ("image text", "text"),
    "feature-extraction": ("", ""),
    "fill-mask": ("text", "text"),
    "image-classification": ("image", ""),
    "image-segmentation": ("image", ""),
    "image-text-to-text": ("image text", "text"),
    "image-to-image": ("image", "image"),
    "image-to-text": ("image", "text"),
    "image-to-video": ("image", "video"),
    "object-detection": ("image", ""),
    "question-answering": ("text", "text"),
    "sentence-similarity": ("text", ""),
    "summarization": ("text", "text"),
    "table-question-answering": ("tabular text", "text"),
    "tabular-classification": ("tabular", ""),
    "tabular-regression": ("tabular", ""),
    "text-classification": ("text", ""),
    "text-generation": ("text", "text"),
    "text-to-audio": ("text", "audio"),
    "text-to-image": ("text", "image"),
    "text-to-speech": ("text", "audio"),
    "text-to-video": ("text", "video"),
    "text2text-generation": ("text", "text"),
    "token-classification": ("text", ""),
    "translation": ("text", "text"),
    "video-classification": ("video", ""),
    "video-text-to-text": ("video text", "text"),
    "visual-question-answering": ("image text", "text"),
    "zero-shot-classification": ("text", ""),
    "zero-shot-image-classification": ("image text", ""),
}
"""What goes in and what comes out, where a task's name says so."""

NO_FIELD = {
    "tags": "labels of the Hub; no field holds them",
    "metrics": "names of metrics without values; no field holds them",
    "pipeline_tag": "a task of the Hub; no field holds it",
    "thumbnail": "an image for the Hub's pages",
    "widget": "a setting of the Hub",
    "inference": "a setting of the Hub",
    "new_version": "a setting of the Hub",
    "viewer": "a setting of the Hub",
}
"""Keys that are well known and that no field holds, with the reason."""
