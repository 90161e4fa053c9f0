namespace Portal.Traffic.Records;

/// <summary>A command of a Redis client with its reply, with the columns and the meaning of Zeek's redis.log.</summary>
public sealed class RedisRecord : FlowRecord
{
    public static readonly Table<RedisRecord> Table = new Table<RedisRecord>("redis")
        .Flow()
        .String("cmd.name", record => record.Command)
        .String("cmd.key", record => record.Key)
        .String("cmd.value", record => record.Value)
        .Bool("success", record => record.IsSuccess)
        .String("reply.value", record => record.Reply)
        .Frames();

    /// <summary>As the client wrote it.</summary>
    public required string Command { get; init; }
    public string? Key { get; init; }

    /// <summary>What is stored; of AUTH, HELLO and CONFIG SET of passwords never anything.</summary>
    public string? Value { get; init; }

    /// <summary>False for an error; null without a reply.</summary>
    public bool? IsSuccess { get; set; }
    public string? Reply { get; set; }
}
