using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Analysis.Store;

namespace Portal.Cli.Commands;

/// <summary><c>portal query</c>: read-only SQL over the tables of a case.</summary>
internal sealed class QueryCommand : ICommand
{
    private static readonly JsonWriterOptions s_jsonOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public Command Create()
    {
        var words = new Argument<string[]>("EVIDENCE... SQL")
        {
            Description = "Captures and logs (files, folders, globs, - for stdin), then one SELECT",
            Arity = new ArgumentArity(2, 100_000),
        };
        var json = new Option<bool>("--json") { Description = "JSON, one object a line" };
        var keep = new Option<string?>("--out") { Description = "Folder that keeps the record sets", HelpName = "DIR" };
        var import = new ImportArguments();
        var command = new Command("query", "Run read-only SQL over the tables of captures or logs.")
        {
            words,
            json,
            keep,
        };
        import.AddTo(command);
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () =>
                        Run(
                            parsed.GetRequiredValue(words),
                            parsed.GetValue(json),
                            parsed.GetValue(keep),
                            parsed,
                            import,
                            cancellation
                        ),
                    cancellation
                )
        );
        return command;
    }

    private static int Run(
        string[] words,
        bool isJson,
        string? keep,
        ParseResult parsed,
        ImportArguments import,
        CancellationToken cancellation
    )
    {
        if (!import.TryRead(parsed, out var options, out var keys))
        {
            return ExitCode.Usage;
        }
        using var evidence = OpenedEvidence.Open(words[..^1], keep, options, keys, cancellation);
        if (evidence.ExitCode == ExitCode.Unreadable)
        {
            return ExitCode.Unreadable;
        }
        using var database = evidence.OpenDatabase();
        try
        {
            if (isJson)
            {
                WriteJson(database, words[^1], cancellation);
            }
            else
            {
                WriteText(database, words[^1], cancellation);
            }
        }
        catch (QueryRefusedException refusal)
        {
            Message.Write(refusal.Message);
            return ExitCode.Usage;
        }
        return evidence.ExitCode;
    }

    private static void WriteText(RecordDatabase database, string sql, CancellationToken cancellation)
    {
        using var output = StandardOutput.Open();
        database.UserQuery(
            sql,
            Timeout.InfiniteTimeSpan,
            (names, _) => WriteFields([.. names]),
            row =>
            {
                WriteFields(row);
                return true;
            },
            cancellation
        );

        void WriteFields(object?[] fields)
        {
            for (var i = 0; i < fields.Length; i++)
            {
                output.Write(i == 0 ? "" : "\t");
                QueryText.Field(output, fields[i]);
            }
            output.WriteLine();
        }
    }

    private static void WriteJson(RecordDatabase database, string sql, CancellationToken cancellation)
    {
        using var output = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
        using var json = new Utf8JsonWriter(output, s_jsonOptions);
        IReadOnlyList<string> columns = [];
        database.UserQuery(
            sql,
            Timeout.InfiniteTimeSpan,
            (names, _) => columns = names,
            row =>
            {
                json.Reset();
                json.WriteStartObject();
                for (var i = 0; i < row.Length; i++)
                {
                    json.WritePropertyName(columns[i]);
                    QueryText.Json(json, row[i]);
                }
                json.WriteEndObject();
                json.Flush();
                output.WriteByte((byte)'\n');
                return true;
            },
            cancellation
        );
    }
}
