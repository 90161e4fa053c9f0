namespace Portal.Fuzz.Engine;

/// <summary>The engine caught an error of a plug-in and counted it.</summary>
public sealed class CaughtErrorException : Exception
{
    public CaughtErrorException() { }

    public CaughtErrorException(string message)
        : base(message) { }

    public CaughtErrorException(string message, Exception inner)
        : base(message, inner) { }
}
