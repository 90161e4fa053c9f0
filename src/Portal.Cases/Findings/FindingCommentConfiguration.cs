using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Cases.Findings;

internal sealed class FindingCommentConfiguration : IEntityTypeConfiguration<FindingComment>
{
    public void Configure(EntityTypeBuilder<FindingComment> builder)
    {
        builder.Property(comment => comment.FindingKey).HasMaxLength(300);
        builder.Property(comment => comment.UserId).HasMaxLength(40);
        builder.Property(comment => comment.UserName).HasMaxLength(100);
        builder.Property(comment => comment.Text).HasMaxLength(FindingComments.MaxText);
        builder.HasIndex(comment => new { comment.CaseId, comment.FindingKey });
    }
}
