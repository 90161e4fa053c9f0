namespace Portal.Cli;

/// <summary>The exit codes of every command.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Wrong usage.</summary>
    public const int Usage = 2;

    /// <summary>Input unreadable: nothing produced.</summary>
    public const int Unreadable = 3;

    /// <summary>Input read in part: all that could be read is produced; stderr says where and why it stopped.</summary>
    public const int Partial = 4;
}
