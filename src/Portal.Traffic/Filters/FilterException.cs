namespace Portal.Traffic.Filters;

/// <summary>A filter's text is wrong; the message is for the user.</summary>
internal sealed class FilterException(int column, string message) : Exception(message)
{
    /// <summary>From 1.</summary>
    public int Column { get; } = column;
}
