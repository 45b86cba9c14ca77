-- Version 1. The clinic leads every key, so that the same tables can be spread by clinic over many machines.
-- Nothing here is text: ids, tokens, hashes and sealed bytes are blobs and compare byte by byte.

CREATE TABLE clinic (
    clinic    BLOB    NOT NULL PRIMARY KEY,  -- UUID
    epoch     INTEGER NOT NULL,              -- how often restored
    key_check BLOB    NOT NULL,              -- tells the right key from a wrong one
    recovery  BLOB    NOT NULL,              -- the clinic's key, sealed with the recovery code
    signature BLOB    NOT NULL               -- of the other fields but key_check, with a key derived from the clinic's
) STRICT, WITHOUT ROWID;

-- The history. With rowids, unlike the other tables: its rows are long, and a B-tree of long rows is deep and reads whole
-- bodies on its way down. The entries of one visit lie together all the same, being written together.
CREATE TABLE event (
    clinic    BLOB    NOT NULL,
    stream    BLOB    NOT NULL,
    seq       INTEGER NOT NULL,              -- from 1, gapless in its stream
    position  INTEGER NOT NULL,              -- from 1, gapless in its clinic: the order of the chain
    instant   INTEGER NOT NULL,              -- microseconds since 1970, UTC
    codec     INTEGER NOT NULL,
    body      BLOB,                          -- sealed; NULL once erased
    body_hash BLOB    NOT NULL,
    link      BLOB    NOT NULL,
    PRIMARY KEY (clinic, stream, seq)
) STRICT;

CREATE UNIQUE INDEX event_by_position ON event (clinic, position);

-- Keys of streams, sealed with the clinic's key. Outside the chain: erasing a stream deletes its row.
CREATE TABLE stream_key (
    clinic  BLOB NOT NULL,
    stream  BLOB NOT NULL,
    wrapped BLOB NOT NULL,
    PRIMARY KEY (clinic, stream)
) STRICT, WITHOUT ROWID;

CREATE TABLE erasure (
    clinic  BLOB    NOT NULL,
    stream  BLOB    NOT NULL,
    instant INTEGER NOT NULL,
    PRIMARY KEY (clinic, stream)
) STRICT, WITHOUT ROWID;

-- From here on everything is derived from the history, and can be thrown away.
CREATE TABLE derived (
    clinic  BLOB    NOT NULL,
    stream  BLOB    NOT NULL,
    version INTEGER NOT NULL,                -- seq of the last event it was derived from
    sealed  BLOB    NOT NULL,                -- with the stream's key
    PRIMARY KEY (clinic, stream)
) STRICT, WITHOUT ROWID;

CREATE TABLE name_token (
    clinic BLOB NOT NULL,
    token  BLOB NOT NULL,
    stream BLOB NOT NULL,
    PRIMARY KEY (clinic, token, stream)
) STRICT, WITHOUT ROWID;

CREATE TABLE number_token (
    clinic BLOB NOT NULL,
    token  BLOB NOT NULL,
    stream BLOB NOT NULL,
    PRIMARY KEY (clinic, token)
) STRICT, WITHOUT ROWID;

CREATE TABLE due (
    clinic BLOB    NOT NULL,
    day    INTEGER NOT NULL,                 -- year * 10000 + month * 100 + day
    stream BLOB    NOT NULL,
    PRIMARY KEY (clinic, day, stream)
) STRICT, WITHOUT ROWID;
