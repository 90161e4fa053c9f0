namespace Portal.Analysis.Indicators;

/// <summary>Traffic Light Protocol 2.0 (FIRST, 2022): how far something may be passed on.</summary>
public enum Tlp
{
    Clear,
    Green,
    Amber,
    AmberStrict,
    Red,
}
