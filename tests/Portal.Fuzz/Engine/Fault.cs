namespace Portal.Fuzz.Engine;

/// <summary>An input that a reader does not bear.</summary>
/// <param name="Kind">The exception's type, <c>slow</c> or <c>memory</c>.</param>
/// <param name="Place">Where it was thrown first, or how much it took: one fault of a target for each place.</param>
/// <param name="Detail">For people.</param>
/// <param name="Input">As small as it could be made.</param>
public sealed record Fault(string Target, string Kind, string Place, string Detail, byte[] Input)
{
    public string Key => $"{Kind} {Place}";
}
