namespace Portal.Analysis.Importers;

/// <summary>Nothing could be read from the evidence; the message says what it is, for people.</summary>
public sealed class UnreadableEvidenceException : Exception
{
    public UnreadableEvidenceException() { }

    public UnreadableEvidenceException(string message)
        : base(message) { }

    public UnreadableEvidenceException(string message, Exception innerException)
        : base(message, innerException) { }
}
