// Reads keys as a JSON array, prints the partition that kafkajs gives each of them by default.
import { readFileSync } from 'node:fs';
import kafkajs from 'kafkajs';

const count = Number(process.argv[2]);
const partitionMetadata = Array.from({ length: count }, (_, partitionId) => ({ partitionId, leader: 1 }));
const partitioner = kafkajs.Partitioners.DefaultPartitioner();
const keys = JSON.parse(readFileSync(0, 'utf8'));
const partitions = keys.map((key) => partitioner({ topic: 't', partitionMetadata, message: { key } }));
process.stdout.write(JSON.stringify(partitions));
