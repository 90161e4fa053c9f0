using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Cases.Columns;

namespace Portal.Cases.Cases;

internal sealed class CaseConfiguration : IEntityTypeConfiguration<Case>
{
    public void Configure(EntityTypeBuilder<Case> builder)
    {
        builder.Property(item => item.Number).HasMaxLength(CaseDraft.MaxNumber);
        builder.Property(item => item.Name).HasMaxLength(CaseDraft.MaxName);
        builder.Property(item => item.Summary).HasMaxLength(CaseDraft.MaxSummary);
        builder.Property(item => item.Severity).HasConversion<string>().HasMaxLength(20);
        builder.Property(item => item.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(item => item.Tlp).HasConversion<string>().HasMaxLength(20);
        builder.Property(item => item.TimeZone).HasMaxLength(60);
        builder.Property(item => item.LocalNetworks).IsJson();
        builder.Property(item => item.CreatedBy).HasMaxLength(100);
        builder.Property(item => item.Revision).IsConcurrencyToken();
        builder.HasIndex(item => item.Number).IsUnique();
    }
}
