using System.Text.Json;
using Portal.Analysis.Importers;
using Portal.Analysis.Objects;
using Portal.Analysis.Store;
using Portal.Cases.Accounts;
using Portal.Cases.Cases;
using Portal.Cases.Evidence;
using Portal.Cases.Records;
using Portal.Cases.Runs;

namespace Portal.Web.Jobs;

/// <summary>Reads one piece of evidence into records.</summary>
internal sealed class ImportWork(
    EvidenceService evidence,
    EvidenceVault vault,
    CaseService cases,
    CaseKeys keys,
    RecordStore store,
    ObjectStore objects,
    CaseKeyLogs keyLogs,
    RunReporting reporting
)
{
    public async Task RunAsync(AnalysisRun run, CancellationToken cancellation)
    {
        var item = await evidence.GetAsync(run.CaseId, run.EvidenceId!.Value, Actor.Portal, cancellation);
        var view = await cases.GetAsync(run.CaseId, Actor.Portal, cancellation);
        var options = new ImportOptions
        {
            WriteFrameIndex = true,
            Objects = objects,
            SecretKey = await keys.OfAsync(run.CaseId, cancellation),
        };
        if (view.Case.LocalNetworks.Count > 0)
        {
            options = options with { LocalNetworks = view.Case.LocalNetworks };
        }
        options = await keyLogs.ApplyAsync(run.CaseId, options, cancellation);
        if (!vault.Holds(item.Sha256))
        {
            throw new UnreadableEvidenceException($"{item.Name}: the file is missing on the server's disk.");
        }
        var progress = reporting.For(run, cancellation);
        var set = await Task.Run(() => Import(item, options, progress, cancellation), cancellation);
        var replaced = await reporting.Ledger.EndImportAsync(
            run,
            set.Manifest,
            $"{set.Run}",
            JsonSerializer.Serialize(options),
            CancellationToken.None
        );
        if (replaced is not null)
        {
            Remove(item.Sha256, replaced);
        }
    }

    private RecordSet Import(
        CaseEvidence item,
        ImportOptions options,
        IProgress<ImportProgress> progress,
        CancellationToken cancellation
    )
    {
        using var raw = vault.OpenRead(item.Sha256);
        var set = EvidenceImporter.Import(raw, item.Name, store, options, progress, cancellation);
        if (set.Manifest.Sha256 == item.Sha256)
        {
            return set;
        }
        store.Delete(set);
        throw new UnreadableEvidenceException(
            $"{item.Name}: the stored file has the SHA-256 {set.Manifest.Sha256}, it was altered after it was sealed."
        );
    }

    private void Remove(string sha256, string recordRun)
    {
        if (store.Runs(sha256).FirstOrDefault(set => $"{set.Run}" == recordRun) is { } old)
        {
            store.Delete(old);
        }
    }
}
