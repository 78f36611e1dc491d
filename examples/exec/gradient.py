#!/usr/bin/env python3
"""A provider of pictures for Frost: a sky and a ground in colours that the words decide.

The order comes as JSON on standard input; the picture goes into the folder that the order names, and its name, as
JSON, to standard output. What is said on standard error is shown to the author.
"""
import hashlib
import json
import os
import struct
import sys
import zlib


def png(width, height, row):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = b"".join(b"\0" + row(y) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines, 6)) + chunk(b"IEND", b"")


def main():
    order = json.load(sys.stdin)
    if order["role"] != "picture":
        print(json.dumps({"error": {"kind": "order", "message": "only pictures are made here"}}))
        return
    width, height = order["size"]
    digest = hashlib.sha256(f"{order['seed']} {order['prompt']}".encode()).digest()
    sky, ground = digest[0:3], digest[3:6]
    horizon = height * 3 // 5

    def row(y):
        colour, light = (sky, 110 + 140 * y // max(horizon, 1)) if y < horizon else (ground, 60 + 120 * (y - horizon) // (height - horizon))
        return bytes(min(255, (60 + c) * light // 255) for c in colour) * width

    with open(os.path.join(order["folder"], "picture.png"), "wb") as out:
        out.write(png(width, height, row))
    print(json.dumps({"file": "picture.png"}))


main()
