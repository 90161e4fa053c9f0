using Portal.Analysis.Store;

namespace Portal.Analysis.Detectors.LateralMovement;

/// <summary>Reads what was done over SMB and DCE/RPC, where the evidence has those records.</summary>
internal static class OperationReader
{
    private const string SharesSql = """
        SELECT "id.orig_h", "id.resp_h", min(path) FROM smb_mapping
        WHERE "id.orig_h" IS NOT NULL AND "id.resp_h" IS NOT NULL AND regexp_matches(path, '(?i)(^|\\)(admin|[a-z])\$$')
        GROUP BY ALL ORDER BY ALL
        """;

    private const string ProgramsSql = """
        SELECT "id.orig_h", "id.resp_h", min(name) FROM smb_files
        WHERE "id.orig_h" IS NOT NULL AND "id.resp_h" IS NOT NULL AND upper(action) LIKE '%WRITE%'
            AND regexp_matches(path, '(?i)(^|\\)(admin|[a-z])\$$')
            AND regexp_matches(name, '(?i)\.(exe|dll|bat|cmd|ps1|vbs|js|msi|scr|sys)$')
        GROUP BY ALL ORDER BY ALL
        """;

    private const string CallsSql = """
        SELECT "id.orig_h", "id.resp_h", lower(endpoint), operation, coalesce("id.resp_p", 0), count(*) FROM dce_rpc
        WHERE "id.orig_h" IS NOT NULL AND "id.resp_h" IS NOT NULL AND operation IS NOT NULL AND endpoint IS NOT NULL
        GROUP BY ALL ORDER BY ALL
        """;

    /// <summary>By source, target and service, in a fixed order.</summary>
    public static ILookup<(string Source, string Target, string Service), Operation> Read(
        RecordDatabase database,
        CancellationToken cancellation
    )
    {
        var shares = database.Query(
            SharesSql,
            row =>
                (
                    (row.GetString(0), row.GetString(1), "smb"),
                    new Operation("administrative share", row.GetString(2), 1, "T1021.002", false)
                ),
            cancellation
        );
        var programs = database.Query(
            ProgramsSql,
            row =>
                (
                    (row.GetString(0), row.GetString(1), "smb"),
                    new Operation("program written to an administrative share", row.GetString(2), 1.5, "T1570", true)
                ),
            cancellation
        );
        var calls = database.Query(
            CallsSql,
            row =>
                (
                    (row.GetString(0), row.GetString(1), row.GetInt64(4) is 139 or 445 ? "smb" : "rpc"),
                    Call(row.GetString(2), row.GetString(3))
                ),
            cancellation
        );
        return shares
            .Concat(programs)
            .Concat(calls.Where(item => item.Item2 is not null).Select(item => (item.Item1, item.Item2!)))
            .ToList()
            .ToLookup(item => item.Item1, item => item.Item2);
    }

    /// <summary>Null for calls that ordinary hosts make all day, and for enumeration, which base rates do not tell apart.</summary>
    private static Operation? Call(string endpoint, string operation)
    {
        bool Is(string prefix) => operation.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
        var what = $"{endpoint} {operation}";
        return endpoint switch
        {
            "svcctl" when Is("CreateService") || Is("RCreateService") => new(
                "service created",
                what,
                1.5,
                "T1569.002",
                true
            ),
            "svcctl" when Is("StartService") || Is("RStartService") => new(
                "service started",
                what,
                1,
                "T1569.002",
                true
            ),
            "atsvc" when Is("NetrJobAdd") || Is("JobAdd") => new("task registered", what, 2, "T1053.002", true),
            "itaskschedulerservice" when Is("SchRpcRegister") => new("task registered", what, 2, "T1053.005", true),
            "iwbemservices" when Is("ExecMethod") || Is("PutInstance") => new("WMI method", what, 2.5, "T1047", true),
            _ => null,
        };
    }
}
