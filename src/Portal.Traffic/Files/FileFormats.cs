using System.Collections.Frozen;

namespace Portal.Traffic.Files;

/// <summary>All file formats of this assembly, found once by a scan, by media type.</summary>
public static class FileFormats
{
    public static IReadOnlyDictionary<string, IFileFormat> All { get; } =
        typeof(FileFormats)
            .Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFileFormat)))
            .Select(type => (IFileFormat)Activator.CreateInstance(type)!)
            .ToFrozenDictionary(format => format.MimeType, StringComparer.Ordinal);
}
