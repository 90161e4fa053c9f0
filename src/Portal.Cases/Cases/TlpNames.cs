namespace Portal.Cases.Cases;

/// <summary>The labels as FIRST writes them.</summary>
public static class TlpNames
{
    /// <summary>For example <c>TLP:AMBER+STRICT</c>.</summary>
    public static string Label(this Tlp tlp) =>
        tlp == Tlp.AmberStrict ? "TLP:AMBER+STRICT" : "TLP:" + tlp.ToString().ToUpperInvariant();
}
