using System.CommandLine;
using Portal.Analysis.Importers;

namespace Portal.Cli;

/// <summary>The options that every command with records behind it takes for reading captures: <c>--keys</c> and <c>--hash-key</c>.</summary>
internal sealed class ImportArguments
{
    private readonly Option<string[]> _keys = KeyLogFiles.Option();
    private readonly KeyOption _hashKey = new();

    public void AddTo(Command command)
    {
        command.Options.Add(_keys);
        command.Options.Add(_hashKey.Option);
    }

    /// <summary>False, with a message, when a key log that the user named cannot be read.</summary>
    public bool TryRead(ParseResult parsed, out ImportOptions options, out KeyLogFiles keys)
    {
        options = new ImportOptions { SecretKey = _hashKey.Read(parsed) };
        keys = new KeyLogFiles();
        return keys.TryAddNamed(parsed.GetValue(_keys) ?? []);
    }
}
