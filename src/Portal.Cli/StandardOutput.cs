using System.Text;

namespace Portal.Cli;

/// <summary>Results go to stdout as UTF-8 with line feeds, in large pieces.</summary>
internal static class StandardOutput
{
    public static StreamWriter Open() =>
        new(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16)
        {
            NewLine = "\n",
        };
}
