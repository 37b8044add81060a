#!/usr/bin/python3
"""Prints the records of a Chatlog topic as JSON lines. See ../README.md."""
import argparse
import base64
import io
import json
import struct
import urllib.request
from datetime import datetime, timedelta, timezone

import avro.schema
from avro.io import BinaryDecoder, DatumReader
from kafka import KafkaConsumer, TopicPartition

import transactions

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Reader(DatumReader):
    """Names the record that a union of several records holds, as Avro's JSON encoding does."""

    def read_union(self, writers_schema, readers_schema, decoder):
        branch = writers_schema.schemas[int(decoder.read_long())]
        value = self.read_data(branch, branch, decoder)
        records = [one for one in writers_schema.schemas if one.type == "record"]
        return {branch.fullname: value} if len(records) > 1 else value


class Registry:
    """Knows the schemas of values; asks for each of them once."""

    def __init__(self, url):
        self.url = url.rstrip("/")
        self.readers = {}

    def decode(self, value):
        """Every value is Avro behind five bytes: a zero and the id of its schema."""
        magic, schema_id = struct.unpack(">bI", value[:5])
        if magic != 0:
            raise ValueError("not in Confluent's wire format")
        if schema_id not in self.readers:
            with urllib.request.urlopen(f"{self.url}/schemas/ids/{schema_id}", timeout=10) as answer:
                self.readers[schema_id] = Reader(avro.schema.parse(json.load(answer)["schema"]))
        return self.readers[schema_id].read(BinaryDecoder(io.BytesIO(value[5:])))


def plain(value):
    """Times as the schema has them, microseconds since 1970 UTC; bytes as base64."""
    if isinstance(value, datetime):
        return (value - EPOCH) // timedelta(microseconds=1)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    raise TypeError(type(value))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bootstrap", default="127.0.0.1:9092", metavar="HOST:PORT")
    parser.add_argument("--registry", default="http://127.0.0.1:8085", metavar="URL")
    parser.add_argument("--topic", default="chatlog.feed")
    parser.add_argument("--isolation", default="read_committed",
                        choices=["read_committed", "read_uncommitted"])
    parser.add_argument("--count", type=int, metavar="N", help="stop after so many records")
    parser.add_argument("--from-beginning", action="store_true")
    options = parser.parse_args()

    transactions.install(options.isolation)
    registry = Registry(options.registry)
    consumer = KafkaConsumer(bootstrap_servers=options.bootstrap.split(","))
    # No consumer group: every partition is ours, and no position is kept. Give group_id and
    # subscribe() instead of assign() to share the partitions and to go on where you stopped.
    numbers = consumer.partitions_for_topic(options.topic) or parser.error("no such topic")
    partitions = [TopicPartition(options.topic, number) for number in numbers]
    consumer.assign(partitions)
    if options.from_beginning:
        consumer.seek_to_beginning(*partitions)
    else:
        consumer.seek_to_end(*partitions)

    left = options.count
    for record in consumer:
        if left == 0:
            break
        if transactions.is_no_record(record):
            continue
        print(json.dumps({
            "topic": record.topic,
            "partition": record.partition,
            "offset": record.offset,
            "timestamp_ms": record.timestamp,
            "key": None if record.key is None else record.key.decode("utf-8"),
            # A tombstone has no value: what its key names is gone.
            "value": None if record.value is None else registry.decode(record.value),
        }, default=plain, ensure_ascii=False), flush=True)
        if left is not None:
            left -= 1
            if left == 0:
                break
    consumer.close()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
