using System.CommandLine;
using System.Text;
using Portal.Traffic.Credentials;

namespace Portal.Cli;

/// <summary>
/// The option <c>--hash-key</c>: what secrets are hashed under in the table <c>credentials</c>. Without it every run makes a key
/// of its own and forgets it, so that its hashes compare within the run only.
/// </summary>
internal sealed class KeyOption
{
    /// <summary>Shorter keys can be guessed together with the passwords.</summary>
    private const int MinCharacters = 16;

    public Option<string?> Option { get; } =
        new("--hash-key")
        {
            Description =
                "Key of the hashes in the table credentials: the same key makes the same hashes; without, a random one",
            HelpName = "TEXT",
        };

    public SecretKey Read(ParseResult parsed)
    {
        if (parsed.GetValue(Option) is not { Length: > 0 } text)
        {
            return SecretKey.Random();
        }
        if (text.Length < MinCharacters)
        {
            Message.Write(
                $"--hash-key: with fewer than {MinCharacters} characters whoever has the output can guess key and passwords"
            );
        }
        return new SecretKey(Encoding.UTF8.GetBytes(text));
    }
}
