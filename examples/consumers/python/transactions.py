"""What python3-kafka 2.0.2 (Debian 12) lacks to read Chatlog's topics; later releases, and
python3-confluent-kafka, need none of this.

It hands out the markers that end a transaction as if they were records, knows no
isolation.level, fails on a batch that compaction emptied, and takes no zstd batch above 1 MiB.
"""
import struct

import kafka.codec
import kafka.consumer.group
from kafka.consumer.fetcher import READ_COMMITTED, READ_UNCOMMITTED, Fetcher
from kafka.record.default_records import DefaultRecord

NO_RECORD = ("no-record", None)
ABORT = 0

# Positions in the header of a batch, and of the aborted transactions in a fetched partition.
PRODUCER_ID, RECORD_COUNT = 9, 12
ABORTED_TRANSACTIONS = 3


def install(isolation):
    """To be called before a KafkaConsumer is made."""

    class TransactionalFetcher(Fetcher):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            committed = isolation == "read_committed"
            self._isolation_level = READ_COMMITTED if committed else READ_UNCOMMITTED
            self._aborted = []

        def _parse_fetched_data(self, completed_fetch):
            self._aborted = completed_fetch.partition_data[ABORTED_TRANSACTIONS] or []
            return super()._parse_fetched_data(completed_fetch)

        def _unpack_message_set(self, tp, records):
            return super()._unpack_message_set(tp, Batches(records, self._aborted))

    kafka.consumer.group.Fetcher = TransactionalFetcher
    kafka.codec.ZSTD_MAX_OUTPUT_SIZE = 64 * 1024 * 1024


def is_no_record(record):
    """Whether a consumed record only stands for an offset that holds none."""
    return NO_RECORD in record.headers


class Batches:
    """The batches of a fetched partition; those without records for us are one stand-in each,
    so that the consumer's position moves past them."""

    def __init__(self, records, aborted):
        self._records = records
        # As (producer id, first offset), the order in which they come to bear.
        self._to_come = sorted(aborted, key=lambda transaction: transaction[1])
        self._open = set()

    def next_batch(self):
        batch = self._records.next_batch()
        if batch is None:
            return None
        last = batch.base_offset + batch.last_offset_delta
        producer = batch._header_data[PRODUCER_ID]
        while self._to_come and self._to_come[0][1] <= last:
            self._open.add(self._to_come.pop(0)[0])
        if batch.is_control_batch:
            marker = next(iter(batch), None)
            if marker is not None and struct.unpack(">hh", marker.key[:4])[1] == ABORT:
                self._open.discard(producer)
            return StandIn(batch, last)
        if batch.is_transactional and producer in self._open:
            return StandIn(batch, last)
        return StandIn(batch, last) if batch._header_data[RECORD_COUNT] == 0 else batch


class StandIn:
    def __init__(self, batch, last):
        self.base_offset = batch.base_offset
        self.last_offset_delta = batch.last_offset_delta
        self._last = last

    def __iter__(self):
        yield DefaultRecord(self._last, -1, 0, None, None, [NO_RECORD])
