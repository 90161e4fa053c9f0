namespace Portal.Cases.Exports;

/// <summary>Text of people as part of a file name.</summary>
internal static class FileNames
{
    /// <summary>Letters, digits, dots, dashes and underscores; everything else becomes a dash.</summary>
    public static string Of(string text) =>
        new([.. text.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' ? letter : '-')]);
}
