using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Portal.Samples;

namespace Portal.Web.Tests.Browser;

/// <summary>The real server as a process of its own, with a data directory that outlives it when a test wants so.</summary>
public sealed partial class PortalServer : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<string> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _setUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PortalServer(Process process) => _process = process;

    /// <summary>For example <c>http://127.0.0.1:41234</c>.</summary>
    public string Address { get; private set; } = "";

    /// <summary>What the server printed so far, for messages of failing tests.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <param name="dataDirectory">Of this run, or of an earlier one that goes on.</param>
    /// <param name="address">Null takes a free port.</param>
    /// <param name="arguments">Further ones, for example <c>--demo</c>.</param>
    public static async Task<PortalServer> StartAsync(
        string dataDirectory,
        string? address = null,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo("dotnet", [Program(), "--urls", address ?? "http://127.0.0.1:0", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = dataDirectory,
        };
        start.Environment["Portal__DataDirectory"] = dataDirectory;
        start.Environment["Portal__SignInsPerMinute"] = "1000";
        var server = new PortalServer(Process.Start(start)!);
        server.Listen();
        var ended = server._process.WaitForExitAsync();
        if (await Task.WhenAny(server._listening.Task, ended, Task.Delay(s_patience)) != server._listening.Task)
        {
            var output = server.Output;
            await server.DisposeAsync();
            throw new InvalidOperationException($"The server did not start:\n{output}");
        }
        server.Address = await server._listening.Task;
        return server;
    }

    /// <summary>The one-time link that the console shows while there is no account.</summary>
    public Task<string> SetUpLinkAsync() => _setUp.Task.WaitAsync(s_patience);

    /// <summary>As a power cut: no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    private static string Program()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(Corpus.Top, "artifacts", "bin", "Portal.Web", folder.Name, "Portal.Web.dll");
        return File.Exists(program) ? program : throw new FileNotFoundException("Portal.Web is not built.", program);
    }

    private void Listen()
    {
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }
        lock (_output)
        {
            _output.AppendLine(line);
        }
        if (Listening().Match(line) is { Success: true } listening)
        {
            _listening.TrySetResult(listening.Groups["address"].Value);
        }
        if (SetUp().Match(line) is { Success: true } setUp)
        {
            _setUp.TrySetResult(setUp.Value);
        }
    }

    [GeneratedRegex(@"Now listening on: (?<address>http://\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listening();

    [GeneratedRegex(@"http://\S+/setup\?token=\S+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SetUp();
}
