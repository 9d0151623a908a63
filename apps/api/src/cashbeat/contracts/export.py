"""One JSON Schema of every wire model, the source of the generated TypeScript."""

import importlib
import inspect
import json
import pkgutil
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

import cashbeat.contracts
from cashbeat.contracts.base import RequestModel, WireModel


def schema() -> dict[str, Any]:
    """JSON Schema with one definition a model; what we send is described as it is sent."""
    modules = [
        importlib.import_module(f"cashbeat.contracts.{info.name}")
        for info in pkgutil.iter_modules(cashbeat.contracts.__path__)
    ]
    models: dict[str, type[BaseModel]] = {
        name: value
        for module in modules
        for name, value in inspect.getmembers(module, inspect.isclass)
        if issubclass(value, WireModel | RequestModel) and value.__module__ == module.__name__
    }
    modes = [
        (model, "serialization" if issubclass(model, WireModel) else "validation")
        for _, model in sorted(models.items())
    ]
    _, bundle = models_json_schema(
        modes,  # type: ignore[arg-type]
        title="CashbeatContracts",
        ref_template="#/$defs/{model}",
    )
    text = json.dumps(bundle).replace("#/components/schemas/", "#/$defs/")
    result: dict[str, Any] = json.loads(text)
    return result


def write_schema(path: Path) -> None:
    """Write the schema, stable to the byte while the models are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    write_schema(Path(sys.argv[1]))
