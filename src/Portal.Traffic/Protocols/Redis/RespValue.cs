namespace Portal.Traffic.Protocols.Redis;

/// <summary>One value of RESP (the Redis serialization protocol, versions 2 and 3).</summary>
/// <param name="Type">Its first byte: <c>+ - : $ *</c>, in version 3 also <c>_ , # ! = ( % ~ &gt; |</c>; 0 for an inline command.</param>
/// <param name="Items">Its scalars in order, nested ones flattened, cut at the reader's limits.</param>
public readonly record struct RespValue(byte Type, IReadOnlyList<string> Items)
{
    public bool IsError => Type is (byte)'-' or (byte)'!';

    /// <summary>Sent without having been asked for.</summary>
    public bool IsPush => Type == '>';

    public bool IsAggregate => Type is (byte)'*' or (byte)'%' or (byte)'~' or (byte)'>';

    /// <summary>The text of a scalar; of an aggregate the items in brackets.</summary>
    public string Text() => IsAggregate ? $"[{string.Join(", ", Items)}]" : string.Concat(Items);
}
