namespace Portal.Cli;

/// <summary>Messages for people go to stderr; text out of evidence cannot control their terminal.</summary>
internal static class Message
{
    public static void Write(string message) =>
        Console.Error.WriteLine($"portal: {new string([.. message.Select(c => char.IsControl(c) ? '?' : c)])}");
}
