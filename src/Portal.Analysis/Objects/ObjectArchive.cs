using ICSharpCode.SharpZipLib.Zip;

namespace Portal.Analysis.Objects;

/// <summary>
/// A carved content packed so that no virus scanner deletes it on the way, no mail gateway opens it and nobody starts it by
/// a double click: a zip with AES-256 and the password that everybody uses for samples.
/// </summary>
public static class ObjectArchive
{
    public const string Password = "infected";

    /// <summary>The name of the archive for a content.</summary>
    public static string FileName(string sha256) => $"{sha256}.zip";

    /// <summary>Writes the archive with one entry, named by the hash: what the sender called it may be made to harm.</summary>
    /// <param name="content">Read to its end.</param>
    /// <param name="sha256">Of the content.</param>
    /// <param name="output">Stays open.</param>
    /// <param name="cancellation">Stops between two blocks.</param>
    public static async Task WriteAsync(
        Stream content,
        string sha256,
        Stream output,
        CancellationToken cancellation = default
    )
    {
        await using var archive = new ZipOutputStream(output) { IsStreamOwner = false, Password = Password };
        // No time of now: the same content gives an archive of the same names and times.
        var entry = new ZipEntry(sha256)
        {
            AESKeySize = 256,
            DateTime = new DateTime(1980, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        };
        await archive.PutNextEntryAsync(entry, cancellation);
        await content.CopyToAsync(archive, cancellation);
        await archive.FinishAsync(cancellation);
    }
}
