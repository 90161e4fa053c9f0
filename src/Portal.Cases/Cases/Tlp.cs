namespace Portal.Cases.Cases;

/// <summary>Traffic Light Protocol 2.0: who may be told. The order is from free to secret.</summary>
public enum Tlp
{
    Clear,
    Green,
    Amber,
    AmberStrict,
    Red,
}
