package io.chatlog.topic;

/** One way in which a cluster is not as Chatlog needs it. Each is a reason not to start. */
public sealed interface TopicFault {

  /** The fault and what to do about it, in one line. */
  String message();

  /** The topic is not there. */
  record Absent(String topic) implements TopicFault {
    @Override
    public String message() {
      return "topic " + topic + " does not exist: create it with ./chatlog topics";
    }
  }

  /** The count differs from the one wanted; it can never be changed for data that is there. */
  record WrongPartitions(String topic, int present, int wanted) implements TopicFault {
    @Override
    public String message() {
      return "topic %s has %d partitions, %d wanted: the count is fixed for the life of the data; set --partitions %d, or start on an empty cluster"
          .formatted(topic, present, wanted, present);
    }
  }

  /** Too few copies of a partition. */
  record TooFewReplicas(String topic, int partition, int present, int wanted)
      implements TopicFault {
    @Override
    public String message() {
      return "topic %s partition %d has %d replicas, at least %d wanted: add replicas with kafka-reassign-partitions, or lower the replication factor asked for"
          .formatted(topic, partition, present, wanted);
    }
  }

  /** A config has a value that breaks the topic's contract. */
  record WrongConfig(String topic, String config, String present, String wanted)
      implements TopicFault {
    @Override
    public String message() {
      return "topic %s has %s=%s, %s wanted: change it with kafka-configs --alter --entity-type topics --entity-name %s"
          .formatted(topic, config, present, wanted, topic);
    }
  }

  /** The cluster's transactions are the older protocol, which does not fence late writes. */
  record OldTransactions(int present, int wanted) implements TopicFault {
    @Override
    public String message() {
      return "the cluster has transaction.version=%d, at least %d wanted: upgrade it with kafka-features upgrade --feature transaction.version=%d"
          .formatted(present, wanted, wanted);
    }
  }
}
