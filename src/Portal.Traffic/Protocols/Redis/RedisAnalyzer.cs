using System.Collections.Frozen;
using System.Text;
using Portal.Traffic.Credentials;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Redis;

/// <summary>One Redis session: each command with its reply in order; what the server pushes belongs to none.</summary>
internal sealed class RedisAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    /// <summary>Commands sent ahead of their replies, as in Zeek.</summary>
    private const int MaxPending = 10000;

    /// <summary>The text of a reply in its row.</summary>
    private const int MaxReply = 4096;

    /// <summary>Their first argument is a key (the manual's list of commands).</summary>
    private static readonly FrozenSet<string> s_keyed = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        (
            "APPEND DECR DECRBY DEL EXISTS EXPIRE EXPIREAT EXPIRETIME GET GETDEL GETEX GETRANGE GETSET HDEL HGET HGETALL "
            + "HINCRBY HKEYS HLEN HMGET HMSET HSET HSETNX HVALS INCR INCRBY LINDEX LLEN LPOP LPUSH LRANGE LREM LSET LTRIM "
            + "MGET MOVE MSET PERSIST PEXPIRE PTTL RENAME RPOP RPUSH SADD SCARD SET SETEX SETNX SETRANGE SISMEMBER SMEMBERS "
            + "SREM STRLEN SUBSTR TTL TYPE UNLINK ZADD ZCARD ZRANGE ZREM ZSCORE"
        ).Split(' ')
    );

    /// <summary>Where the value stands among the words of a command that stores one.</summary>
    private static readonly FrozenDictionary<string, int> s_values = new Dictionary<string, int>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["APPEND"] = 2,
        ["GETSET"] = 2,
        ["HSET"] = 3,
        ["HSETNX"] = 3,
        ["LPUSH"] = 2,
        ["RPUSH"] = 2,
        ["SADD"] = 2,
        ["SET"] = 2,
        ["SETEX"] = 3,
        ["SETNX"] = 2,
        ["MSET"] = 2,
        ["SETRANGE"] = 3,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly RespReader _client = new(isClient: true);
    private readonly RespReader _server = new(isClient: false);
    private readonly Queue<(RedisRecord Record, Credential? Credential)> _pending = [];
    private readonly RespShown[]? _shown = flow.IsShown
        ? [new(flow, Side.Originator), new(flow, Side.Responder)]
        : null;
    private bool _isConfirmed;
    private bool _isOver;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        var reader = side == Side.Originator ? _client : _server;
        var shown = _shown?[(int)side];
        while (!_isOver && TryRead(reader, ref bytes, shown, out var value))
        {
            if (side == Side.Originator)
            {
                OnCommand(value.Items, frame);
            }
            else
            {
                OnReply(value, frame);
            }
        }
        shown?.Flush();
        if (reader.IsBroken && !_isOver)
        {
            _isOver = true;
            if (!_isConfirmed)
            {
                flow.Reject("not RESP");
            }
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame)
    {
        _shown?[(int)side].Lose();
        (side == Side.Originator ? _client : _server).Gap(bytes);
    }

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone()
    {
        while (_pending.TryDequeue(out var waiting))
        {
            flow.Records.Write(RedisRecord.Table, waiting.Record);
        }
    }

    private static bool TryRead(RespReader reader, ref ReadOnlySpan<byte> bytes, RespShown? shown, out RespValue value)
    {
        var before = bytes;
        var isOver = reader.TryRead(ref bytes, out value);
        shown?.Take(before[..(before.Length - bytes.Length)], isOver);
        return isOver;
    }

    private void OnCommand(IReadOnlyList<string> words, FrameStamp frame)
    {
        if (words.Count == 0)
        {
            return;
        }
        if (!_isConfirmed)
        {
            _isConfirmed = true;
            flow.Confirm("redis");
        }
        if (_pending.Count == MaxPending)
        {
            flow.Weird("redis_excessive_pipelining", source: "REDIS");
            _isOver = true;
            return;
        }
        _pending.Enqueue((RecordOf(words, frame), Note(words, frame)));
    }

    private RedisRecord RecordOf(IReadOnlyList<string> words, FrameStamp frame)
    {
        var name = words[0];
        return new RedisRecord
        {
            Timestamp = frame.Time,
            Uid = flow.Uid,
            Id = flow.Id,
            FirstFrame = frame.Number,
            LastFrame = frame.Number,
            Command = name,
            Key = words.Count > 1 && s_keyed.Contains(name) ? words[1] : null,
            Value = s_values.TryGetValue(name, out var place) && place < words.Count ? words[place] : null,
        };
    }

    /// <summary><c>AUTH [user] password</c>, or <c>HELLO version AUTH user password</c> (the manual's "AUTH" and "HELLO").</summary>
    private Credential? Note(IReadOnlyList<string> words, FrameStamp frame)
    {
        var at = IndexOfAuth(words);
        var count = words.Count - at - 1; // behind the word
        if (at < 0 || count < 1 || (at == 0 && count > 2))
        {
            return null;
        }
        var hasUser = count > 1;
        return flow.Note(
            new SeenSecret
            {
                Protocol = "redis",
                Kind = SecretKinds.Password,
                User = hasUser ? words[at + 1] : null,
                Bytes = Encoding.UTF8.GetBytes(words[at + (hasUser ? 2 : 1)]),
                Frame = frame,
            }
        );
    }

    /// <summary>Of the word behind which user and password stand; negative for all other commands.</summary>
    private static int IndexOfAuth(IReadOnlyList<string> words)
    {
        if (Is(words[0], "AUTH"))
        {
            return 0;
        }
        for (var i = 1; Is(words[0], "HELLO") && i < words.Count; i++)
        {
            if (Is(words[i], "AUTH"))
            {
                return i;
            }
        }
        return -1;

        static bool Is(string word, string name) => word.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    private void OnReply(RespValue value, FrameStamp frame)
    {
        if (value.IsPush || value.Type == '|' || !_pending.TryDequeue(out var waiting))
        {
            return;
        }
        var (record, credential) = waiting;
        credential?.Answer(!value.IsError, value.IsError ? "error" : "OK", frame);
        var text = value.Text();
        record.IsSuccess = !value.IsError;
        record.Reply = text.Length > MaxReply ? text[..MaxReply] : text;
        record.LastFrame = Math.Max(record.LastFrame, frame.Number);
        flow.Records.Write(RedisRecord.Table, record);
    }
}
