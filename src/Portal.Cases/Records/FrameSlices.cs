using Portal.Cases.Accounts;
using Portal.Cases.Evidence;
using Portal.Cases.Refusals;
using Portal.Traffic;
using Portal.Traffic.Inspection;

namespace Portal.Cases.Records;

/// <summary>Cuts frames out of captures, byte for byte, each with a comment that says where it comes from.</summary>
public sealed class FrameSlices(CaseFrames frames, EvidenceService evidence, DataFolder folder)
{
    /// <summary>A pcapng file of these frames that disappears when it is closed; the cut becomes part of the custody.</summary>
    /// <exception cref="RefusedException">The capture has no frame of one of the numbers.</exception>
    public async Task<FrameSlice> CutAsync(
        int caseId,
        int evidenceId,
        Actor actor,
        IReadOnlyList<long> numbers,
        CancellationToken cancellation
    )
    {
        using var lease = await frames.OpenAsync(caseId, evidenceId, actor, cancellation);
        if (numbers.FirstOrDefault(number => number < 1 || number > lease.Frames.Count) is not 0 and var missing)
        {
            throw RefusedException.Invalid(
                "frames",
                $"{lease.Name} has {Plural.Of(lease.Frames.Count, "frame", "frames")}, none numbered {missing}."
            );
        }
        var file = new FileStream(
            Path.Combine(folder.Temporary, Path.GetRandomFileName()),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            }
        );
        try
        {
            await Task.Run(
                () => CaptureSlice.Write(lease.Frames, numbers, file, lease.Name, cancellation),
                cancellation
            );
            var detail = numbers.Count <= 20 ? string.Join(',', numbers) : $"{numbers.Count} frames";
            await evidence.RecordAsync(
                caseId,
                lease.Sha256,
                CustodyAction.Sliced,
                actor,
                $"frames {detail}",
                cancellation
            );
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
        file.Position = 0;
        var name = $"{Path.GetFileNameWithoutExtension(lease.Name)}-slice.pcapng";
        return new FrameSlice(file, name);
    }
}
