namespace Portal.Traffic.Records;

/// <summary>One Modbus request or response, with the columns and the meaning of Zeek's modbus.log.</summary>
public sealed class ModbusRecord : FlowRecord
{
    public static readonly Table<ModbusRecord> Table = new Table<ModbusRecord>("modbus")
        .Flow()
        .Count("tid", record => record.Transaction)
        .Count("unit", record => record.Unit)
        .String("func", record => record.Function)
        .String("pdu_type", record => record.Kind)
        .String("exception", record => record.Exception)
        .Frames();

    /// <summary>The same for a request and its response.</summary>
    public required long Transaction { get; init; }

    /// <summary>The device behind the address.</summary>
    public required long Unit { get; init; }
    public required string Function { get; init; }

    /// <summary><c>REQ</c> or <c>RESP</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Why a request failed.</summary>
    public string? Exception { get; init; }
}
