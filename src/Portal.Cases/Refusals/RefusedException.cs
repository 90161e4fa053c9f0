namespace Portal.Cases.Refusals;

/// <summary>A request of a user that was refused; the message is written for that user.</summary>
public sealed class RefusedException(Refusal reason, string message, string? field = null) : Exception(message)
{
    public Refusal Reason { get; } = reason;

    /// <summary>The input field at fault, when there is one.</summary>
    public string? Field { get; } = field;

    public static RefusedException NotFound(string what) => new(Refusal.NotFound, $"{what} was not found.");

    public static RefusedException Forbidden(string message) => new(Refusal.Forbidden, message);

    public static RefusedException Conflict(string message) => new(Refusal.Conflict, message);

    public static RefusedException Invalid(string field, string message) => new(Refusal.Invalid, message, field);
}
