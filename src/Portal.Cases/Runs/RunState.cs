namespace Portal.Cases.Runs;

/// <summary>How a run stands.</summary>
public enum RunState
{
    Queued,
    Running,
    Succeeded,
    Failed,
    Cancelled,
}
