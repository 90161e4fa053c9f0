using Portal.Analysis.Findings;
using Portal.Cases.Findings;

namespace Portal.Cases.Overview;

public sealed record FindingCount(Severity Severity, FindingState State, int Count);
