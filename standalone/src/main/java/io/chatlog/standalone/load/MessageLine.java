package io.chatlog.standalone.load;

/**
 * One line of a file, which is one message.
 *
 * @param number of the line, from 1
 * @param json the line as it stands, without its end; not to be changed
 * @param owner the user that the message belongs to; empty when the line names none
 * @param repeatable whether the line carries its message's id, so that sending it twice is harmless
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and a copy per line would cost
public record MessageLine(long number, byte[] json, String owner, boolean repeatable) {}
