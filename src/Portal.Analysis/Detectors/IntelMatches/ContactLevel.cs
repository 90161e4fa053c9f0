namespace Portal.Analysis.Detectors.IntelMatches;

/// <summary>How far the contact with a listed object went.</summary>
public enum ContactLevel
{
    /// <summary>Its name was looked up.</summary>
    LookedUp,

    /// <summary>A connection was tried.</summary>
    Tried,

    /// <summary>The connection was made.</summary>
    Connected,

    /// <summary>Both sides sent payload.</summary>
    Exchanged,

    /// <summary>A file was transferred.</summary>
    File,
}
