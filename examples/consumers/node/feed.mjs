// Prints the records of a Chatlog topic as JSON lines. See ../README.md.
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import avro from 'avsc';
import { decompress as unzstd } from 'fzstd';
import kafkajs from 'kafkajs';
import lz4 from 'lz4js';

const { Kafka, CompressionCodecs, CompressionTypes, logLevel } = kafkajs;

const { values: options } = parseArgs({
  options: {
    bootstrap: { type: 'string', default: '127.0.0.1:9092' },
    registry: { type: 'string', default: 'http://127.0.0.1:8085' },
    topic: { type: 'string', default: 'chatlog.feed' },
    isolation: { type: 'string', default: 'read_committed' }, // or read_uncommitted
    group: { type: 'string', default: `feed-${randomUUID()}` }, // a name of your own resumes
    count: { type: 'string', default: 'Infinity' },
    'from-beginning': { type: 'boolean', default: false },
  },
});

// The topics are compressed with zstd, what earlier versions derived with lz4; kafkajs brings only gzip.
CompressionCodecs[CompressionTypes.ZSTD] = codec(unzstd);
CompressionCodecs[CompressionTypes.LZ4] = codec(lz4.decompress);

// Every value is Avro behind five bytes that name its schema; the registry has the schema.
// avsc refuses a whole number beyond 2^53, such as the microseconds of a time after the year 2255;
// one such message must not stop the partition, so it is rounded like any number of JavaScript.
class RoundedLong extends avro.types.LongType {
  _read(tap) {
    return tap.readLong();
  }
}
const long = new RoundedLong();
const registry = new SchemaRegistry(
  { host: options.registry.replace(/\/+$/, '') },
  { [SchemaType.AVRO]: { typeHook: (type) => ((type.type ?? type) === 'long' ? long : undefined) } },
);
const kafka = new Kafka({ brokers: options.bootstrap.split(','), logLevel: logLevel.WARN });
const consumer = kafka.consumer({
  groupId: options.group,
  // Chatlog writes derived topics in transactions: what one of them aborted never happened.
  readUncommitted: options.isolation === 'read_uncommitted',
});

let left = Number(options.count);
await consumer.connect();
await consumer.subscribe({ topic: options.topic, fromBeginning: options['from-beginning'] });
await consumer.run({ eachMessage: print });

async function print({ topic, partition, message }) {
  if (left <= 0) return;
  // A tombstone has no value: what its key names is gone.
  const value = message.value === null ? null : await registry.decode(message.value);
  const record = {
    topic,
    partition,
    offset: Number(message.offset),
    timestamp_ms: Number(message.timestamp),
    key: message.key?.toString('utf8') ?? null,
    value,
  };
  process.stdout.write(`${JSON.stringify(record, plain)}\n`);
  left -= 1;
  if (left === 0) setImmediate(stop);
}

// Bytes as base64; a Buffer would print itself as a list of numbers.
function plain(name, value) {
  const bytes = this[name];
  return bytes instanceof Uint8Array ? Buffer.from(bytes).toString('base64') : value;
}

async function stop() {
  await consumer.disconnect();
}

function codec(decompress) {
  return () => ({
    compress: () => Promise.reject(new Error('this program only reads')),
    decompress: async (bytes) => Buffer.from(decompress(bytes)),
  });
}

process.once('SIGINT', stop);
process.once('SIGTERM', stop);
