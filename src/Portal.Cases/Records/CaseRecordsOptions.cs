namespace Portal.Cases.Records;

/// <param name="OpenCases">Cases held open at once.</param>
/// <param name="QueryMegabytes">Memory of the queries on one case before they spill to disk.</param>
/// <param name="AnalysisMegabytes">Memory of an analysis that found no room in those.</param>
public sealed record CaseRecordsOptions(int OpenCases = 4, int QueryMegabytes = 256, int AnalysisMegabytes = 1024);
