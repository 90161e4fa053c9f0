namespace Portal.Traffic.Filters;

internal enum TokenKind
{
    End,

    /// <summary>A field's name, a keyword or an unquoted literal.</summary>
    Word,

    /// <summary>A quoted string, its escapes resolved.</summary>
    Text,

    /// <summary>What stands between brackets.</summary>
    Slice,
    Sign,
}
