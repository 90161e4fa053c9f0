using System.Buffers;

namespace Portal.Traffic.Protocols.Http;

/// <summary>
/// What the names of form fields tell, in the languages of common applications: <c>j_password</c>, <c>log</c> and
/// <c>pwd</c>, <c>session[username_or_email]</c>, <c>Passwort</c>. Letters count, whatever stands between them.
/// </summary>
internal static class HttpFieldNames
{
    /// <summary>Longer names are no names.</summary>
    private const int MaxName = 128;

    /// <summary>One of them is in every name that <see cref="IsPassword"/> knows.</summary>
    private static readonly SearchValues<string> s_signs = SearchValues.Create(
        ["pass", "pw", "psw", "kennwort", "motdepasse", "contrasena", "senha"],
        StringComparison.OrdinalIgnoreCase
    );

    private static readonly string[] s_passwords =
    [
        "pass",
        "pwd",
        "pw",
        "passw",
        "psw",
        "userpwd",
        "userpass",
        "loginpass",
    ];
    private static readonly string[] s_passwordParts =
    [
        "password",
        "passwd",
        "passphrase",
        "passwort",
        "kennwort",
        "motdepasse",
        "contrasena",
        "senha",
    ];
    private static readonly string[] s_users =
    [
        "user",
        "login",
        "email",
        "mail",
        "uname",
        "uid",
        "account",
        "log",
        "usr",
        "name",
    ];
    private static readonly string[] s_userParts =
    [
        "username",
        "userid",
        "useremail",
        "loginname",
        "loginid",
        "loginuser",
        "accountname",
        "benutzer",
        "utilisateur",
        "usuario",
    ];

    /// <summary>
    /// A quick look whether any name in a text is worth asking <see cref="IsPassword"/> about. What stands between the letters
    /// of a name hides it, as it would from anybody who looks for <c>password</c>.
    /// </summary>
    public static bool MayHoldPassword(ReadOnlySpan<char> text) => text.ContainsAny(s_signs);

    public static bool IsPassword(string name) =>
        Letters(name) is { } letters && (s_passwords.Contains(letters) || HasPart(letters, s_passwordParts));

    public static bool IsUser(string name) =>
        Letters(name) is { } letters && (s_users.Contains(letters) || HasPart(letters, s_userParts));

    private static bool HasPart(string letters, string[] parts) =>
        Array.Exists(parts, part => letters.Contains(part, StringComparison.Ordinal));

    private static string? Letters(string name) =>
        name.Length > MaxName ? null : string.Concat(name.Where(char.IsAsciiLetter)).ToLowerInvariant();
}
