#!/usr/bin/env python3
"""Checks that every dependency may be used under the licences that deny.toml allows, and that none comes from outside the registry.

Reads `cargo metadata` on standard input. A licence expression passes when the allowed licences satisfy it:
one side of an OR, both sides of an AND. The old form `MIT/Apache-2.0` means OR.
"""
import json
import re
import sys
import tomllib


def satisfied(expression, allowed):
    tokens = re.findall(r"[()]|[^\s()]+", expression.replace("/", " OR "))
    place = 0

    def peek():
        return tokens[place] if place < len(tokens) else None

    def take():
        nonlocal place
        place += 1
        return tokens[place - 1]

    def either():
        value = both()
        while peek() == "OR":
            take()
            value = both() or value
        return value

    def both():
        value = single()
        while peek() == "AND":
            take()
            value = single() and value
        return value

    def single():
        if peek() == "(":
            take()
            value = either()
            take()
            return value
        name = take()
        if peek() == "WITH":
            take()
            name = f"{name} WITH {take()}"
        return name in allowed

    return either()


def main():
    with open("deny.toml", "rb") as file:
        allowed = set(tomllib.load(file)["licenses"]["allow"])
    packages = json.load(sys.stdin)["packages"]
    faults = []
    for package in packages:
        name = f"{package['name']} {package['version']}"
        licence = package["license"]
        if not licence or not satisfied(licence, allowed):
            faults.append(f"{name}: licence {licence or 'not stated'}")
        if package["source"] and not package["source"].startswith("registry+"):
            faults.append(f"{name}: comes from {package['source']}")
    for fault in faults:
        print(fault)
    print(f"{len(packages)} packages, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
