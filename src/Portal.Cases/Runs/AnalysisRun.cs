using Portal.Cases.Accounts;

namespace Portal.Cases.Runs;

/// <summary>One piece of background work on a case; its row outlives the process that does it.</summary>
public sealed class AnalysisRun
{
    /// <summary>Subject of an analysis.</summary>
    public const string WholeCase = "all evidence of the case";

    public Guid Id { get; set; }
    public int CaseId { get; set; }
    public RunKind Kind { get; set; }

    /// <summary>What an import reads; null for an analysis.</summary>
    public int? EvidenceId { get; set; }

    /// <summary>For people: the evidence's name, or what the analysis covers.</summary>
    public required string Subject { get; set; }
    public RunState State { get; set; }

    /// <summary>What it is doing now, for people.</summary>
    public string Stage { get; set; } = "";

    /// <summary>0 to 1; null while the end cannot be told.</summary>
    public double? Share { get; set; }

    /// <summary>Frames, lines or findings so far.</summary>
    public long Items { get; set; }

    /// <summary>Bytes of evidence per second so far.</summary>
    public double? BytesPerSecond { get; set; }

    /// <summary>Why it failed, for people.</summary>
    public string? Error { get; set; }

    /// <summary>The technical side of the failure, to be copied.</summary>
    public string? ErrorDetail { get; set; }
    public bool IsCancelRequested { get; set; }

    /// <summary>How often it was begun; more than one after a crash.</summary>
    public int Attempts { get; set; }
    public required string QueuedBy { get; set; }
    public DateTimeOffset QueuedAt { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public string? EngineVersion { get; set; }

    /// <summary>The options that it ran with, as JSON.</summary>
    public string? Options { get; set; }

    public bool IsActive => State is RunState.Queued or RunState.Running;

    internal static AnalysisRun Queue(int caseId, RunKind kind, string subject, Actor actor, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            CaseId = caseId,
            Kind = kind,
            Subject = subject,
            Stage = "waiting",
            QueuedBy = actor.Name,
            QueuedAt = now,
        };
}
