namespace Portal.Traffic.Credentials;

/// <summary>What a secret is, as the table <c>credentials</c> names it.</summary>
public static class SecretKinds
{
    /// <summary>In clear, or in an encoding that anybody can undo.</summary>
    public const string Password = "password";

    /// <summary>Of SNMP versions 1 and 2c: a password without a user.</summary>
    public const string Community = "community";

    /// <summary>Stands for a logon that went before (RFC 6750).</summary>
    public const string Token = "token";

    /// <summary>Proves a password without showing it; guesses can be tried against it.</summary>
    public const string ChallengeResponse = "challenge-response";

    /// <summary>Encrypted under somebody's password by the server that knows it.</summary>
    public const string Ticket = "ticket";

    /// <summary>It is text whose first character is worth showing.</summary>
    internal static bool IsText(string kind) => kind is Password or Community or Token;
}
