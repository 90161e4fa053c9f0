namespace Portal.Traffic.Records;

/// <summary>A portable executable that the traffic carried, with the columns and the meaning of Zeek's pe.log.</summary>
public sealed class PeRecord : FlowRecord
{
    public static readonly Table<PeRecord> Table = new Table<PeRecord>("pe")
        .Time("ts", record => record.Timestamp)
        .String("id", record => record.Fuid)
        .String("machine", record => record.Machine)
        .Time("compile_ts", record => record.CompileTime)
        .String("os", record => record.System)
        .String("subsystem", record => record.Subsystem)
        .Bool("is_exe", record => record.IsExecutable)
        .Bool("is_64bit", record => record.Is64Bit)
        .Bool("uses_aslr", record => record.UsesAddressRandomization)
        .Bool("uses_dep", record => record.UsesDataExecutionPrevention)
        .Bool("uses_code_integrity", record => record.UsesCodeIntegrity)
        .Bool("uses_seh", record => record.UsesStructuredExceptions)
        .Bool("has_import_table", record => record.HasImports)
        .Bool("has_export_table", record => record.HasExports)
        .Bool("has_cert_table", record => record.HasCertificates)
        .Bool("has_debug_data", record => record.HasDebugData)
        .Vector("section_names", record => record.SectionNames)
        .Frames();

    /// <summary><c>files.fuid</c>.</summary>
    public required string Fuid { get; init; }

    /// <summary>For example <c>AMD64</c>.</summary>
    public required string Machine { get; init; }

    /// <summary>As the linker says, in nanoseconds since 1970 UTC; anybody can write another there.</summary>
    public required long CompileTime { get; init; }

    /// <summary>The oldest Windows that it says to run on; null without an optional header.</summary>
    public string? System { get; init; }
    public string? Subsystem { get; init; }

    /// <summary>It has an optional header: an image rather than an object file.</summary>
    public required bool IsExecutable { get; init; }

    /// <summary>It does not say that it needs a machine of 32 bits.</summary>
    public bool Is64Bit { get; init; } = true;
    public bool UsesAddressRandomization { get; init; }
    public bool UsesDataExecutionPrevention { get; init; }
    public bool UsesCodeIntegrity { get; init; }
    public bool UsesStructuredExceptions { get; init; } = true;

    /// <summary>Null where the header names no such directory.</summary>
    public bool? HasImports { get; init; }
    public bool? HasExports { get; init; }
    public bool? HasCertificates { get; init; }
    public bool? HasDebugData { get; init; }

    /// <summary>In their order; null when the capture does not hold the section table.</summary>
    public IReadOnlyList<string>? SectionNames { get; init; }
}
