using Portal.Cases.Indicators;

namespace Portal.Cases.Overview;

public sealed record IndicatorCount(IndicatorState State, int Count);
