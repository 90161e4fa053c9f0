namespace Portal.Analysis.Indicators;

/// <summary>How TLP 2.0 labels are written.</summary>
public static class TlpNames
{
    /// <summary>For example <c>TLP:AMBER+STRICT</c>.</summary>
    public static string Label(this Tlp tlp) =>
        tlp == Tlp.AmberStrict ? "TLP:AMBER+STRICT" : $"TLP:{tlp.ToString().ToUpperInvariant()}";

    /// <summary>Reads a label with or without <c>TLP:</c>, in any case; false for anything else.</summary>
    public static bool TryParse(string text, out Tlp tlp)
    {
        var name = text.StartsWith("TLP:", StringComparison.OrdinalIgnoreCase) ? text[4..] : text;
        foreach (var value in Enum.GetValues<Tlp>())
        {
            if (string.Equals(name, value.Label()[4..], StringComparison.OrdinalIgnoreCase))
            {
                tlp = value;
                return true;
            }
        }
        tlp = default;
        return false;
    }
}
