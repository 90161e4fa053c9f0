namespace Portal.Analysis.Detectors;

/// <summary>Where in the configuration a class of options is found, for example <c>Detection:Beaconing</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OptionsSectionAttribute(string section) : Attribute
{
    public string Section { get; } = section;
}
