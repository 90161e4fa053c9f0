using Portal.Analysis.Objects;
using Portal.Cases.Accounts;
using Portal.Cases.Records;
using Portal.Cases.Refusals;

namespace Portal.Cases.Objects;

/// <summary>
/// The contents of files that the captures of a case carried. The store holds those of all cases: whoever asks must be a
/// member of a case whose records name the content.
/// </summary>
public sealed class CaseObjects(CaseRecords records, ObjectStore store)
{
    /// <summary>Opens a content for reading.</summary>
    /// <exception cref="RefusedException">The case has no such object, or the content is not there.</exception>
    public async Task<FileStream> OpenAsync(
        int caseId,
        string sha256,
        Actor actor,
        CancellationToken cancellation = default
    )
    {
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower))
        {
            throw RefusedException.Invalid(
                "sha256",
                "An object is named by its SHA-256, 64 lower-case hexadecimal digits."
            );
        }
        using (var lease = await records.OpenAsync(caseId, actor, cancellation))
        {
            var isKnown = await Task.Run(
                () =>
                    lease
                        .Database.Query(
                            "SELECT 1 FROM objects WHERE sha256 = $sha256 LIMIT 1",
                            row => row.GetInt32(0),
                            cancellation,
                            ("sha256", sha256)
                        )
                        .Any(),
                cancellation
            );
            if (!isKnown)
            {
                throw RefusedException.NotFound("An object of this case with this SHA-256");
            }
        }
        if (!store.Holds(sha256))
        {
            throw RefusedException.Conflict(
                "The object's content is missing on the server's disk; have its capture read again."
            );
        }
        return new FileStream(
            store.PathOf(sha256),
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read,
            64 * 1024,
            FileOptions.Asynchronous
        );
    }
}
