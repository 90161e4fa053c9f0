namespace Portal.Analysis.Store;

/// <summary>A user's query is not one that may be run, is wrong, or took too long; the message is for the user.</summary>
public sealed class QueryRefusedException : Exception
{
    public QueryRefusedException() { }

    public QueryRefusedException(string message)
        : base(message) { }

    public QueryRefusedException(string message, Exception innerException)
        : base(message, innerException) { }
}
