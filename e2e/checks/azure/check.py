"""Validates exports to Azure Container Apps against two published models.

1. `azure-mgmt-appcontainers`, generated from the REST API: all keys and enum values are known, all values have their type,
   and all required fields are present.
2. `az` itself, which reads the YAML with another model and drops unknown fields: it must not drop any.

Arguments: folders with exported files.
"""
import importlib
import pathlib
import sys
import sysconfig
import types
import typing
from enum import Enum

import yaml
from azure.mgmt.appcontainers import models, types as api
from msrest import Deserializer
from msrest.exceptions import DeserializationError
from typing_extensions import Required, get_origin, get_type_hints, is_typeddict

NAMES = {**vars(models), **vars(api)}
PLAIN = {str: str, int: int, bool: bool, float: (int, float)}


def differences(value, wanted, path):
    """The differences of a value from its API type."""
    origin, args = typing.get_origin(wanted), typing.get_args(wanted)
    if wanted is typing.Any:
        return []
    if is_typeddict(wanted):
        if not isinstance(value, dict):
            return [f"{path} is not an object"]
        fields = get_type_hints(wanted, globalns=NAMES)
        found = [f"{path}.{key} is not a field of {wanted.__name__}" for key in value if key not in fields]
        # Only marked fields, because inheriting classes report all their fields as required.
        marked = get_type_hints(wanted, globalns=NAMES, include_extras=True)
        found += [f"{path}.{key} is missing" for key, each in marked.items() if get_origin(each) is Required and key not in value]
        return found + [each for key in value if key in fields for each in differences(value[key], fields[key], f"{path}.{key}")]
    if origin is list:
        if not isinstance(value, list):
            return [f"{path} is not a list"]
        return [each for index, item in enumerate(value) for each in differences(item, args[0], f"{path}[{index}]")]
    if origin is dict:
        if not isinstance(value, dict):
            return [f"{path} is not a map"]
        return [each for key, item in value.items() for each in differences(item, args[1], f"{path}.{key}")]
    if origin is typing.Union:
        enums = [each for each in args if isinstance(each, type) and issubclass(each, Enum)]
        if enums:
            values = [each.value for each in enums[0]]
            return [] if value in values else [f"{path} is {value!r}, not one of {values}"]
        return min((differences(value, each, path) for each in args), key=len)
    if origin is typing.Literal:
        return [] if value in args else [f"{path} is {value!r}, not one of {args}"]
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return differences(value, typing.Literal[tuple(each.value for each in wanted)], path)
    right = isinstance(value, PLAIN.get(wanted, wanted)) and not (isinstance(value, bool) and wanted is not bool)
    return [] if right else [f"{path} is {value!r}, not of type {wanted.__name__}"]


def az_models():
    """The model with which az reads YAML, loaded without the rest of az."""
    package = types.ModuleType("az_containerapp")
    package.__path__ = [f"{sysconfig.get_path('purelib')}/azure/cli/command_modules/containerapp"]
    sys.modules[package.__name__] = package
    return vars(importlib.import_module("az_containerapp._sdk_models"))


def leaves(value, path=()):
    if isinstance(value, (dict, list)) and value:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        return [leaf for key, item in items for leaf in leaves(item, (*path, key))]
    return [(path, value)]


def kept(model, key):
    """The value of a key of the file in the object that az makes of it; KeyError where it has none."""
    if isinstance(model, (dict, list)):
        return model[key]
    for name, each in model._attribute_map.items():
        if each["key"].split(".")[-1] == key:
            return getattr(model, name)
    raise KeyError(key)


# Fields that the service sets, so that the model omits them; az reads the name of the app from them.
READ_ONLY = {("name",), ("type",)}


def dropped(document, name, az):
    try:
        model = Deserializer({key: each for key, each in az.items() if isinstance(each, type)})(name, document)
    except DeserializationError as error:
        return [f"az cannot read it: {error}"]
    found = []
    for path, value in leaves(document):
        # The file nests `properties`, whose fields are at the top level in the model of az.
        part = model
        try:
            for key in path[1:] if path[0] == "properties" else path:
                part = kept(part, key)
        except (KeyError, IndexError, TypeError, AttributeError):
            part = None
        if part != value and path not in READ_ONLY:
            found.append(f"az reads {'.'.join(map(str, path))} as {part!r}, not {value!r}")
    return found


def main(*folders):
    az, count, wrong = az_models(), 0, 0
    for folder in map(pathlib.Path, folders):
        files = [(file, "ContainerApp", api.ContainerApp) for file in sorted(folder.glob("*.containerapp.yaml"))]
        files += [(file, "DaprComponent", api.DaprComponentProperties) for file in sorted(folder.glob("components/*.yaml"))]
        for file, name, wanted in files:
            document = yaml.safe_load(file.read_text())
            found = differences(document, wanted, name) + dropped(document, name, az)
            count, wrong = count + 1, wrong + bool(found)
            print(f"{file}: {len(leaves(document))} values of {name}: " + ("as Azure has them" if not found else "".join(f"\n  {each}" for each in found)))
    if not count:
        print("no file of Azure Container Apps in what was given")
    return 1 if wrong or not count else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
