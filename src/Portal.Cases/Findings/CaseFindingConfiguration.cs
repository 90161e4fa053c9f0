using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Cases.Findings;

internal sealed class CaseFindingConfiguration : IEntityTypeConfiguration<CaseFinding>
{
    public void Configure(EntityTypeBuilder<CaseFinding> builder)
    {
        builder.Property(finding => finding.Key).HasMaxLength(300);
        builder.Property(finding => finding.Detector).HasMaxLength(60);
        builder.Property(finding => finding.Title).HasMaxLength(500);
        // Stored as a number, so that it sorts by urgency.
        builder.Property(finding => finding.Severity).HasConversion<int>();
        builder.Property(finding => finding.Source).HasMaxLength(60);
        builder.Property(finding => finding.Destination).HasMaxLength(60);
        builder.Property(finding => finding.DestinationName).HasMaxLength(300);
        builder.Property(finding => finding.Protocol).HasMaxLength(60);
        builder.Property(finding => finding.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(finding => finding.Reason).HasMaxLength(FindingService.MaxReason);
        builder.Property(finding => finding.JudgedBy).HasMaxLength(100);
        builder.Property(finding => finding.Revision).IsConcurrencyToken();
        builder.HasIndex(finding => new { finding.CaseId, finding.Key }).IsUnique();
    }
}
