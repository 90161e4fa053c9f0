using Portal.Traffic.Fields;

namespace Portal.Traffic.Filters;

/// <summary>A literal, read for the kind of the field beside it.</summary>
/// <param name="PrefixBits">Of an address with a prefix length; else null.</param>
internal sealed record Literal(FieldValue Value, int? PrefixBits = null);
